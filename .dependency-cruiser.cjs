// Imports point one way: platform ← documents ← ui ← legal, agencies, plan ← enterprises ← the other capabilities ← reports, portal ← the top.
const capabilities =
  'legal|agencies|plan|enterprises|applications|support|training|budget|accounts|audit|productivity|tfp|series|studies|drafting|reports|portal'
const tests = '\\.test\\.tsx?$|/testing/|/testing\\.ts$|/fixtures/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
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
      name: 'tfp-stands-alone',
      comment: 'src/tfp is exported as nscl/tfp: no database, no framework',
      severity: 'error',
      from: { path: '^src/tfp/', pathNot: tests },
      to: { path: '^src/', pathNot: '^src/tfp/' },
    },
    {
      name: 'base-capabilities-know-no-higher-one',
      severity: 'error',
      from: { path: '^src/(legal|agencies|plan)/', pathNot: tests },
      to: {
        path: '^src/(enterprises|applications|support|training|budget|accounts|audit|productivity|tfp|series|studies|drafting|reports|portal)/',
      },
    },
    {
      name: 'enterprises-know-only-the-base',
      severity: 'error',
      from: { path: '^src/enterprises/', pathNot: tests },
      to: {
        path: '^src/(applications|support|training|budget|accounts|audit|productivity|tfp|series|studies|drafting|reports|portal)/',
      },
    },
    {
      name: 'reports-and-portal-are-last',
      severity: 'error',
      from: { path: `^src/(${capabilities})/`, pathNot: `${tests}|^src/(reports|portal)/` },
      to: { path: '^src/(reports|portal)/' },
    },
    {
      name: 'a-capability-is-used-through-its-front',
      severity: 'error',
      from: { path: `^src/(${capabilities})/`, pathNot: tests },
      to: {
        path: `^src/(${capabilities})/`,
        pathNot: `^src/$1/|^src/(${capabilities})/(commands|queries|rules|facts)\\.ts$|^src/tfp/index\\.ts$`,
      },
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
      name: 'the-sample-uses-fronts',
      severity: 'error',
      from: { path: '^src/sample/', pathNot: tests },
      to: {
        path: `^src/(${capabilities})/`,
        pathNot: `^src/(${capabilities})/(commands|queries|rules|facts)\\.ts$|^src/tfp/index\\.ts$`,
      },
    },
    {
      name: 'nobody-imports-the-top',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `${tests}|^src/cli/` },
      to: { path: '^src/[^/]+\\.tsx?$' },
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
