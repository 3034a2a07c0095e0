export { type PersonalKind, personalKinds } from './kinds.ts'
export { columnsOf, registerText } from './register.ts'
