import pg, { type Pool } from 'pg'

/** The role that the program works as in the embedded server: it owns nothing there and is no superuser. */
export const programRole = 'nscl_program'

/** Any number that only this program uses: two starts at once prepare the role one after the other. */
const roleLock = 181_1324

/** What nobody writes over, not even the program: rows of the audit trail come and stay. */
const appendOnly = ['audit', 'change'] as const

/**
 * Lets the program's role do its work and no more: read and write rows. It can change no table, no trigger and no right, cannot empty
 * a table, and of the audit trail it can only add to the end.
 * @param pool connected as the owner of the tables
 * @param role made when it is not there and a password is given; else one that the operator has made
 */
export async function letProgramIn(pool: Pool, role: string, password: string | null): Promise<void> {
  const name = pg.escapeIdentifier(role)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [roleLock])
    if (password !== null) {
      const there = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
      const verb = there.rowCount === 0 ? 'CREATE' : 'ALTER'
      await client.query(
        `${verb} ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${pg.escapeLiteral(password)}`,
      )
    }
    await client.query(`
      GRANT USAGE ON SCHEMA public TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
      GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};
      GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO ${name};
      REVOKE UPDATE, DELETE ON ${appendOnly.join(', ')} FROM ${name};
      REVOKE INSERT, DELETE ON audit_head FROM ${name};
      REVOKE INSERT, UPDATE, DELETE ON migration FROM ${name};`)
    // Statistics for the planner after much has been written (PostgreSQL 17 and up know a right for it).
    const version = await client.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    )
    if ((version.rows[0]?.version ?? 0) >= 170_000)
      await client.query(`GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO ${name}`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Whether a connection works as a superuser, whom no trigger and no right of the database stops. */
export async function worksAsSuperuser(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ rolsuper: boolean }>(
    'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
  )
  return rows[0]?.rolsuper ?? false
}
