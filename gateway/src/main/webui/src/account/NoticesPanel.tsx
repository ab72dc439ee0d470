import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { useAction } from './useAction';
import type { NoticeChoices } from './types';
import { NOTICES } from './notices';

/** What comes by mail. */
export function NoticesPanel(): React.JSX.Element {
    const { client, user } = useApp();
    const path = '/api/v1/auth/me/notices';
    const choices = useLoaded('notices', () => client.get<NoticeChoices>(path));
    const action = useAction();
    const choose = (kind: string, wanted: boolean): void =>
        action.run(async () => {
            await client.patch(path, { mail: { [kind]: wanted } });
            choices.reload();
        });
    return (
        <div className="panel" role="group" aria-label="Mails">
            <h2>Mails</h2>
            {!user.email_verified && <p>Mails come once your e-mail address is confirmed.</p>}
            {choices.error !== undefined && <Failure words={choices.error} again={choices.reload} />}
            {choices.value === undefined && choices.error === undefined && <Loading what="your choices" />}
            {choices.value !== undefined && (
                <fieldset disabled={action.busy}>
                    <legend>Write to me when</legend>
                    {Object.entries(choices.value.mail).map(([kind, wanted]) => (
                        <label key={kind} className="inline">
                            <input
                                type="checkbox"
                                checked={wanted}
                                onChange={(event) => choose(kind, event.target.checked)}
                            />{' '}
                            {NOTICES[kind] ?? kind}
                        </label>
                    ))}
                </fieldset>
            )}
            {action.error !== null && <Failure words={action.error} />}
        </div>
    );
}
