/** The bank looks like itself, not like the shop: who pays should see that this is somebody else's page. */
export const bankStyle = `
:root { color-scheme: light dark; --page: #eef1f4; --paper: #fff; --ink: #10202c; --muted: #4a5966; --line: #b9c4cd;
  --act: #0b5c66; --on-act: #fff; --bad: #a02313; --warn: #fff3cf; --on-warn: #4a3600; }
@media (prefers-color-scheme: dark) { :root { --page: #0d141a; --paper: #17212a; --ink: #eef3f6; --muted: #a9b7c2;
  --line: #46545f; --act: #7fd4de; --on-act: #06282d; --bad: #ffa896; --warn: #3b2f0d; --on-warn: #ffe6a3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.25rem 0 .75rem; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
.banner { background: var(--warn); color: var(--on-warn); border-radius: .5rem; padding: .75rem 1rem; }
.banner strong { display: block; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin-top: 1rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0; }
dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 600; }
label { display: block; font-weight: 600; margin-top: 1rem; }
.hint { color: var(--muted); font-size: 1rem; }
.fault { color: var(--bad); font-weight: 600; margin: .25rem 0 0; }
.faults { border: 2px solid var(--bad); border-radius: .5rem; padding: .75rem 1rem; }
.faults ul { margin: .25rem 0 0; padding-left: 1.25rem; }
input { width: 100%; min-height: 3rem; margin-top: .25rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--muted); border-radius: .5rem; font-variant-numeric: tabular-nums; }
input[aria-invalid="true"] { border: 2px solid var(--bad); }
button { width: 100%; min-height: 3rem; margin-top: 1rem; padding: .5rem 1rem; font: inherit; font-weight: 700;
  color: var(--on-act); background: var(--act); border: 2px solid var(--act); border-radius: .5rem; cursor: pointer; }
button.plain { color: var(--act); background: transparent; }
a { color: var(--act); display: inline-block; padding: .6rem 0; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap; }
.pair { display: grid; gap: 0 1rem; grid-template-columns: 1fr 1fr; }
@media (max-width: 26rem) { td, th { display: block; padding: .2rem 0; } td + td { border: 0; } .pair { grid-template-columns: 1fr; } }
`;
