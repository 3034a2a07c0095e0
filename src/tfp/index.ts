/**
 * Total factor productivity: growth accounting, capital, labour, regression, decomposition and uncertainty as pure
 * functions. Usable alone as `nscl/tfp`: no database, no web server.
 */
export * from './arrays.ts'
export * from './averages.ts'
export * from './capital.ts'
export * from './cobb-douglas.ts'
export * from './csv.ts'
export * from './decomposition.ts'
export * from './describe.ts'
export * from './distributions.ts'
export * from './growth.ts'
export * from './labour.ts'
export * from './numbers.ts'
export * from './penn.ts'
export * from './random.ts'
export * from './regression.ts'
export * from './study.ts'
export * from './table.ts'
export * from './uncertainty.ts'
export { TfpError, type Warning, type WarningCode } from './warnings.ts'
