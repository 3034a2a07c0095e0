import type { System } from './platform/system.ts'

export async function load(_system: System): Promise<void> {}
