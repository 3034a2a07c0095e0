import fc from 'fast-check'

/* Before each test file: its properties begin with the seed of the run (`runSeed` in the settings of vitest). */

const seed = Number(process.env.NSCL_SEED)
if (!Number.isSafeInteger(seed))
  throw new Error(`NSCL_SEED is ${process.env.NSCL_SEED}: a whole number, or "random"`)
fc.configureGlobal({ seed })
