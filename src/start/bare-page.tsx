import type { Resend } from '../platform/page-answer.ts'
import type { Problem } from '../platform/problem.ts'
import { faultWords, requestId } from '../platform/request.ts'
import { ResendForm } from './resend.tsx'

/** The page of a failure that the shell itself does not survive (no database): both languages, no look, and the request's number. */
export function barePage(problem: Problem | null, resend: Resend | null): string {
  const { vi, en } = problem?.words ?? faultWords()
  const page = (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>nscl</title>
      </head>
      <body>
        <main>
          <h1>{problem === null ? 'Máy chủ gặp lỗi' : 'Tạm thời chưa làm được'}</h1>
          <p>{vi}</p>
          <p lang="en">{en}</p>
          {resend === null ? null : (
            <ResendForm resend={resend} say={(words) => `${words.vi} / ${words.en}`} />
          )}
          <p>
            Mã yêu cầu / request number: <code>{requestId()}</code>
          </p>
          <p>
            <a href="/">Về trang đầu / to the first page</a>
          </p>
        </main>
      </body>
    </html>
  )
  return `<!doctype html>${String(page)}`
}
