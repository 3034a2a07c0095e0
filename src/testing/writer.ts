// A program that writes until it is killed; the crash test starts it. Prints the sum of what was acknowledged, line by line.
import { allocate, withdrawAllocation } from '../budget/index.ts'
import { systemActor } from '../platform/actor.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import { storeFile } from '../platform/files.ts'
import { openSystem } from '../start/open.ts'

const { system } = await openSystem(readConfig(process.env))
const file = await storeFile(system.db, system.files, {
  name: 'quyet-dinh.pdf',
  bytes: new TextEncoder().encode('%PDF-1.4\n%%EOF\n'),
  mime: 'application/pdf',
  uploadedBy: null,
  enterpriseId: null,
})
const money = {
  line: 'V',
  year: 2025,
  source: 'provincial_st',
  documentNumber: '1/QĐ',
  documentDate: '2025-02-03',
  fileId: file.id,
  note: 'Thử',
}
for (let at = 0; at < 100_000; at++) {
  if (at % 3 === 2)
    await execute(system, withdrawAllocation, systemActor, { ...money, amount: '2000' }, { via: 'cli' })
  else await execute(system, allocate, systemActor, { ...money, amount: '1001' }, { via: 'cli' })
  process.stdout.write(`${at + 1}\n`)
}
