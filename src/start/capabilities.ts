import { bySpecificity } from '../platform/capability.ts'
import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { describeFile, fileContent, uploadFile } from '../platform/uploads.ts'
import { portalCapability, rooms } from '../portal/index.ts'
import { retentionCapability } from '../retention/index.ts'
import { searchCapability } from '../search/index.ts'
import { talkCapability } from '../talk/index.ts'
import { workCapability } from '../work/index.ts'

/** The rooms, and those that read what the rooms declare. */
const all = [
  portalCapability,
  workCapability,
  talkCapability,
  searchCapability,
  retentionCapability,
  ...rooms,
]

const byRoute = (one: { readonly route: string }, other: { readonly route: string }) =>
  bySpecificity(one.route, other.route)

/** Every command, query and page of the program, by address. What is in the manifest of no room does not exist. */
export const capabilities: { readonly operations: readonly Operation[]; readonly pages: readonly Page[] } = {
  operations: [
    uploadFile,
    describeFile,
    fileContent,
    ...all.flatMap(({ operations }) => operations),
  ].toSorted(byRoute),
  pages: all.flatMap(({ pages }) => pages).toSorted(byRoute),
}
