__index_add([
["index.html","Piers","",[]],
["north.html","The north pier","It is old.",[["east","East"]]],
["north.html","PierNorth","Pier",[]],
["north.html#east","PierEast","Pier",[]],
["facts/pier/west.html","PierWest","Pier",[]],
["facts/pier/south%20quay.html","PierSouth","Pier",[]],
["facts/pier/index.html","Piers","",[]]
]);
