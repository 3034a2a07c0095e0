import { mayRun } from '../../platform/actor.ts'
import { formatDate, today } from '../../platform/dates.ts'
import type { PageRequest } from '../../platform/page.ts'
import { Act, Facts, Fold, LinkButton, QrPicture, Section } from '../../ui/index.ts'
import { issueCertificates } from '../certificates/commands.ts'
import type { Shown } from '../queries.ts'
import { open } from '../rules.ts'
import { closeRegistration, openRegistration, registerSomebody } from './commands.ts'
import { registrationSums } from './queries.ts'
import { placesLeft, seatStates } from './rules.ts'

/** How the registration for an event stands, on its page: the public link with its QR code, who waits, who comes. */
export async function Registration({ of, request }: { of: Shown; request: PageRequest }) {
  const { t, actor, system } = request
  if (!mayRun(actor, registrationSums)) return null
  const sums = await request.execute(registrationSums, { id: of.id })
  const coming = open.includes(of.state)
  if (!coming && sums.accepted + sums.waits + sums.listed === 0 && of.state !== 'held') return null
  const at = `/events/${of.id}`
  const left = placesLeft(of.capacity, sums.accepted)
  const link = `${system.config.publicUrl}/events/register/${sums.code}`
  const names = seatStates.names
  return (
    <Section
      title={t('Đăng ký dự sự kiện', 'Registration for the event')}
      id="registration"
      actions={
        <>
          <LinkButton href={`${at}/registrations`}>
            {t('Danh sách đăng ký', 'List of registrations')}
          </LinkButton>
          {of.startsOn > today(system.now()) ? null : (
            <LinkButton href={`${at}/attendance`}>{t('Điểm danh', 'Attendance')}</LinkButton>
          )}
          {coming || of.state === 'held' ? (
            <Act command={registerSomebody} request={request} href={`${at}/registrations/new`}>
              {t('Ghi tên một người', 'Put somebody on the list')}
            </Act>
          ) : null}
          {of.state === 'closed' && of.came > 0 ? (
            <Act command={issueCertificates} request={request} href={`${at}/certificates/new`} kind="primary">
              {t('Cấp giấy chứng nhận tham dự', 'Issue certificates of attendance')}
            </Act>
          ) : null}
          {coming ? (
            <Act
              command={openRegistration}
              request={request}
              href={`${at}/registration/open`}
              kind={sums.code === null ? 'primary' : 'plain'}
            >
              {sums.open
                ? t('Đổi cách đăng ký', 'Change how one registers')
                : t('Mở đăng ký qua đường dẫn', 'Open registration by a link')}
            </Act>
          ) : null}
        </>
      }
    >
      <Facts
        columns={3}
        items={[
          [
            t('Đăng ký qua đường dẫn', 'Registration by the link'),
            coming && sums.open && sums.until !== null
              ? t(
                  `Mở đến hết ngày ${formatDate(sums.until)}`,
                  `Open until the end of ${formatDate(sums.until)}`,
                )
              : t('Chưa mở hoặc đã đóng', 'Not open yet, or closed'),
          ],
          [t(names.accepted), sums.accepted],
          [t('Còn chỗ', 'Places left'), left ?? t('Không giới hạn', 'Not limited')],
          [t(names.waits), sums.waits],
          [t(names.listed), sums.listed],
        ]}
      />
      {coming && sums.open && sums.code !== null ? (
        <>
          <p class="mt-3 break-all">
            <a href={`/events/register/${sums.code}`}>{link}</a>
          </p>
          <Fold label={t('Mã QR để đăng ký', 'QR code to register by')}>
            <p class="hint mb-2">
              {t(
                'In trên giấy mời hoặc chiếu ở hội trường.',
                'To print on the invitation or show in the hall.',
              )}
            </p>
            <QrPicture text={link} label={t('Mã QR của trang đăng ký', 'QR code of the registration page')} />
          </Fold>
          <p class="mt-3">
            <Act command={closeRegistration} request={request} action={`${at}/registration/end`} small>
              {t('Đóng đăng ký', 'Close registration')}
            </Act>
          </p>
        </>
      ) : null}
    </Section>
  )
}
