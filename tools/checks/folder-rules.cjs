// @ts-check
// Who may import whom. Each rule has a planted fault in tools/checks/canaries that it must find.
const doors = {
  accounting: [],
  accounts: ['notices', 'settings'],
  admissions: ['accounts', 'audit', 'catalog', 'tickets'],
  audit: [],
  backoffice: ['accounts', 'audit'],
  carts: ['catalog', 'inventory', 'settings'],
  catalog: ['accounts', 'audit', 'inventory'],
  invariants: [],
  inventory: [],
  notices: ['audit', 'settings'],
  orders: [
    'accounting',
    'accounts',
    'audit',
    'carts',
    'catalog',
    'inventory',
    'notices',
    'payments',
    'settings',
    'tickets',
  ],
  payments: ['accounting', 'audit'],
  privacy: ['accounting', 'accounts', 'audit', 'carts', 'notices', 'tickets'],
  reports: ['audit'],
  settings: ['audit'],
  tickets: ['accounts', 'catalog', 'notices', 'settings'],
};
const module_ = '^server/src/modules';
const test = '\\.test\\.tsx?$';
const areas = ['shop', 'account', 'admin', 'gate', 'legal', 'dev'];

/** @type {NonNullable<import('dependency-cruiser').IConfiguration['forbidden']>} */
const rules = [
  {
    name: 'contract-uses-nobody',
    comment: 'The contract stands alone: both sides build on it.',
    from: { path: '^contract/src', pathNot: test },
    to: { pathNot: '^contract/|node_modules/typebox|^typebox' },
  },
  {
    name: 'web-and-server-meet-in-the-contract',
    from: { path: '^web/src' },
    to: { path: '^server/' },
  },
  {
    name: 'server-knows-no-page',
    from: { path: '^server/src' },
    to: { path: '^web/' },
  },
  {
    name: 'platform-knows-no-module',
    from: { path: '^server/src/platform' },
    to: { path: '^server/src/(modules|demo|app|start-server|main)' },
  },
  {
    name: 'pages-know-no-module',
    comment: 'What a page shows it asks of the routes, as browsers do.',
    from: { path: '^server/src/pages', pathNot: test },
    to: { path: '^server/src/(modules|demo|app|start-server|main)' },
  },
  {
    name: 'the-bank-knows-no-shop',
    comment: 'The simulated bank could be another company: it shares small helpers of the platform and nothing else.',
    from: { path: '^server/src/simulated-bank', pathNot: test },
    to: { path: '^server/src/(modules|demo|app|config|start-server|main|platform/(database|jobs|http|platform))' },
  },
  {
    name: 'the-shop-reaches-the-bank-by-http',
    from: { path: module_, pathNot: test },
    to: { path: '^server/src/simulated-bank' },
  },
  {
    name: 'modules-meet-at-their-doors',
    from: { path: `${module_}/([^/]+)/`, pathNot: test },
    to: { path: `${module_}/`, pathNot: `${module_}/($1/|[^/]+/index\\.ts$)` },
  },
  ...Object.entries(doors).map(([name, allowed]) => ({
    name: `declared-doors-of-${name}`,
    from: { path: `${module_}/${name}/`, pathNot: test },
    to: { path: `${module_}/`, pathNot: `${module_}/(${[name, ...allowed].join('|')})/` },
  })),
  {
    name: 'module-is-declared',
    comment: 'A new module stands in the list above, with the doors that it may use.',
    from: { path: `${module_}/(?!(${Object.keys(doors).join('|')})/)` },
    to: {},
  },
  {
    name: 'one-way-only',
    comment: 'What must go back goes as a job.',
    from: { path: '^(contract|server|web|tools)/' },
    to: { circular: true },
  },
  {
    name: 'only-the-database-room-has-the-driver',
    from: { path: '^server/src', pathNot: '^server/src/platform/database/' },
    to: { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'sql-is-used-by-actions-views-and-jobs',
    from: { path: `${module_}/[^/]+/`, pathNot: `${module_}/[^/]+/(actions|views|sql|jobs|index\\.ts)|${test}` },
    to: { path: `${module_}/[^/]+/sql/` },
  },
  {
    name: 'rules-have-no-effects',
    from: { path: `${module_}/[^/]+/rules`, pathNot: test },
    to: { path: `^server/src/platform/(database|jobs|http/server|log)|/(sql|actions|views)/|^node:(fs|net|http)` },
  },
  {
    name: 'tests-stay-out-of-the-product',
    from: { path: '^(contract|server|web)/src', pathNot: test },
    to: { path: '^(server|contract)/test/|^e2e/|\\.test\\.tsx?$' },
  },
  ...areas.map((area) => ({
    name: `area-${area}-stands-alone`,
    from: { path: `^web/src/${area}/` },
    to: { path: `^web/src/(${areas.filter((other) => other !== area).join('|')})/` },
  })),
  {
    name: 'ui-knows-no-ticket-word',
    from: { path: '^web/src/ui/', pathNot: test },
    to: { path: `^web/src/(api|shell|${areas.join('|')})/` },
  },
  {
    name: 'imports-exist',
    from: { path: '^(contract|server|web|tools|e2e)/' },
    // `?url` asks the bundler for the address of a file.
    to: { couldNotResolve: true, pathNot: '\\?url$' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: rules.map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|tools/checks/canaries' },
    parser: 'swc',
    detectProcessBuiltinModuleCalls: true,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
