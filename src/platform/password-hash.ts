/* How a password is kept: scrypt, as better-auth does it. A file of its own, since tests on a database put a quicker one in its place (`vitest.config.ts`). */
export { hashPassword, verifyPassword } from 'better-auth/crypto'
