__index_add([
["index.html","Services","Text.",[]],
["facts/constructor/__proto__.html","__proto__","Thing",[]],
["facts/constructor/constructor.html","constructor","Thing",[]],
["facts/constructor/index.html","Things","",[]]
]);
