__index_add([
["index.html","Piers","Text.",[]],
["facts/pier/a.html","<script>alert(1)</script> \" ' ` ]]>   & {{ x }}","<script>alert(1)</script> \" ' ` ]]>   & {{ x }}",[]],
["facts/pier/%E2%9B%B4%20%3Cb%3E%20%26%20%27%252e%27.html","b","Pier <b>",[]],
["facts/pier/__proto__.html","proto","Pier <b>",[]],
["facts/pier/s3:GetObject.html","action","Pier <b>",[]],
["facts/pier/index.html","Piers <i>","",[]]
]);
