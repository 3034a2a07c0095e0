// Imports point one way: platform ← documents ← ui ← imports ← notices ← legal, agencies, calendar, plan ← duties ← plan-versions ← plan-drafts ←
// plan-documents, enterprises ← the other capabilities ← reports, portal, work ← start, cli. No circle of any kind, types included.
const order = [
  'notices',
  'legal',
  'agencies',
  'calendar',
  'plan',
  'duties',
  'plan-versions',
  'plan-drafts',
  'plan-documents',
]
const above =
  'operations|scanning|privacy|retention|enterprises|mergers|norms|key-products|proofs|councils|templates|outgoing|signatures|calls|guide|news|communication|outreach|opinions|proposals|standing-duties|report-requests|introductions|providers|commendations|quality-award|improvements|content-data|traceability|applications|support|training|events|people|budget|claims|advances|recoveries|treasury|estimates|year-end|money-view|findings|money-path|science-tasks|takeover|accounts|audit|lists|drafts|first-steps|map|productivity|tfp|series|studies|setup|next-plan|reports|portal|work|search'
const capabilities = `${order.join('|')}|plan-reader|${above}`
const tests = '\\.test\\.tsx?$|/testing/|/testing\\.ts$|/fixtures/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-knows-nobody',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'documents-know-the-platform',
      severity: 'error',
      from: { path: '^src/documents/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/(platform|documents)/' },
    },
    {
      name: 'ui-knows-no-capability',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/(platform|documents|ui)/' },
    },
    {
      name: 'imports-know-no-capability',
      severity: 'error',
      from: { path: '^src/imports/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/(platform|documents|ui|imports)/' },
    },
    {
      name: 'tfp-and-the-plan-reader-stand-alone',
      comment: 'Pure: no database, no framework, nothing of the program. tfp is exported as nscl/tfp.',
      severity: 'error',
      from: { path: '^src/(tfp|plan-reader)/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/$1/' },
    },
    // Each of the base capabilities knows only those before it.
    ...order.map((room, place) => ({
      name: `${room}-knows-only-what-stands-under-it`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: tests },
      to: { path: `^src/(${[...order.slice(place + 1), above].join('|')})/` },
    })),
    {
      name: 'enterprises-know-only-the-base',
      severity: 'error',
      from: { path: '^src/enterprises/', pathNot: tests },
      to: { path: `^src/(${above})/`, pathNot: '^src/enterprises/' },
    },
    {
      name: 'reports-and-portal-are-last',
      severity: 'error',
      from: {
        path: `^src/(${capabilities})/`,
        pathNot: `${tests}|^src/(reports|portal|work|search|privacy)/`,
      },
      to: { path: '^src/(reports|portal|work|search)/' },
    },
    {
      name: 'a-room-is-used-through-its-front',
      comment: 'Capabilities and ui by their index.ts alone',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: tests },
      to: { path: `^src/(${capabilities}|ui)/`, pathNot: '^src/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'the-sample-is-made-from-above',
      comment:
        'src/sample uses capabilities by their fronts; only the command line and the benchmarks use it',
      severity: 'error',
      from: { path: '^src/', pathNot: `${tests}|^src/(sample|cli)/` },
      to: { path: '^src/sample/' },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^src/', pathNot: `${tests}|^src/(cli|start)/` },
      to: { path: '^src/(start|cli)/' },
    },
    { name: 'no-tests-in-the-program', severity: 'error', from: { pathNot: tests }, to: { path: tests } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'node', 'types'],
      exportsFields: ['exports'],
    },
  },
}
