__index_add([
["index.html","Vessels","Text.",[]],
["facts/vessel/script.html","<script>alert(1)</script>","<script>alert(1)</script>",[]],
["facts/vessel/double.html","\"","\"",[]],
["facts/vessel/single.html","'","'",[]],
["facts/vessel/tick.html","`","`",[]],
["facts/vessel/cdata.html","]]>","]]>",[]],
["facts/vessel/line.html","x y","x y",[]],
["facts/vessel/closing.html","--></script>","--></script>",[]],
["facts/vessel/braces.html","{{ 1 }}","{{ 1 }}",[]],
["facts/vessel/index.html","Vessels","",[]]
]);
