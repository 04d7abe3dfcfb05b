__index_add([
["index.html","Vessels","VesselAnna shows <script>alert(1)</script> and --> on its <b> sign.",[["on-scriptalert2script","On <script>alert(2)</script>"]]],
["other.html","Other <script>alert(3)</script> \" page","The first is no {{ 1 }}.",[]],
["facts/vessel/anna.html","<script>alert(5)</script>","{{ 1 }}   <b>",[]],
["facts/vessel/index.html","\"'`]]>","",[]]
]);
