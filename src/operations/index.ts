export { takeBackup } from './backup.ts'
export { checkInstallation, type Drill } from './checks.ts'
export { inTrialFolder, openBackup, restoreBackup } from './restore.ts'
export { passphraseIn, takeDueBackup } from './schedule.ts'
