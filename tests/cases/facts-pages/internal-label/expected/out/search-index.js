__index_add([
["index.html","Piers","To the north.",[]],
["facts/pier/north.html","north","Pier",[]],
["facts/pier/south.html","south","Pier",[]],
["facts/pier/index.html","Piers","",[]]
]);
