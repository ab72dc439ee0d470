import { save } from '../components/download';
import { Failure } from '../components/States';
import { useApp } from '../context';
import { useAction } from './useAction';

/** Taking one's data along, and ending the account. */
export function DataPanel(): React.JSX.Element {
    const { client } = useApp();
    const action = useAction();
    const take = (): void =>
        action.run(async () => {
            save(await client.blob('/api/v1/auth/me/export', 'application/json'), 'almanac-account.json');
        });
    const end = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        action.run(async () => {
            await client.delete('/api/v1/auth/me');
            location.assign('/sign-up');
        });
    };
    return (
        <div className="panel" role="group" aria-label="Your data">
            <h2>Your data</h2>
            <button type="button" disabled={action.busy} onClick={take}>
                Export my account
            </button>
            <details>
                <summary>Delete my account</summary>
                <p>
                    Your datasets and forecasts are erased, and your personal data with them. What the audit log proves
                    stays provable, without your name.
                </p>
                <form onSubmit={end}>
                    <label>
                        Type DELETE to go on
                        <input required pattern="DELETE" autoComplete="off" />
                    </label>
                    <p>
                        <button type="submit" disabled={action.busy}>
                            Delete my account for good
                        </button>
                    </p>
                </form>
            </details>
            {action.error !== null && <Failure words={action.error} />}
        </div>
    );
}
