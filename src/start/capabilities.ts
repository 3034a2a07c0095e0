import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { describeFile, uploadFile } from '../platform/uploads.ts'
import { portalCapability, rooms } from '../portal/index.ts'
import { workCapability } from '../work/index.ts'

const all = [portalCapability, workCapability, ...rooms]

/** Every command, query and page of the program. What is in the manifest of no room does not exist. */
export const capabilities: { readonly operations: readonly Operation[]; readonly pages: readonly Page[] } = {
  operations: [uploadFile, describeFile, ...all.flatMap(({ operations }) => operations)],
  pages: all.flatMap(({ pages }) => pages),
}
