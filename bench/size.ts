/** `--small`: whether it all still runs, in about two minutes; its numbers say nothing. */
const isSmall = process.argv.includes('--small')

/** How large the sample is that is measured. */
export const size = isSmall ? { enterprises: 1000, facts: 5000 } : { enterprises: 100_000, facts: 1_000_000 }
/** How long each address is asked in a turn, seconds. */
export const seconds = isSmall ? 1 : 3
/** The enterprises as the names of rows say them. */
export const count = size.enterprises.toLocaleString('en')
/** Applications beside those of the sample, in the bench of the day. */
export const applications = isSmall ? 1000 : 20_000
