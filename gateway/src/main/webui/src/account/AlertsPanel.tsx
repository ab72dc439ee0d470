import type { Alert, Page } from '../api/types';
import { Failure } from '../components/States';
import { useApp, useLoaded } from '../context';
import { when } from '../format';
import { useAction } from './useAction';

/** Unusual activity that its owner has not taken note of. */
export function AlertsPanel(): React.JSX.Element | null {
    const { client } = useApp();
    const alerts = useLoaded('alerts', () => client.get<Page<Alert>>('/api/v1/auth/alerts'));
    const action = useAction();
    const open = alerts.value?.items.filter((alert) => alert.seen_at === undefined) ?? [];
    if (alerts.error !== undefined) {
        return <Failure words={alerts.error} again={alerts.reload} />;
    }
    if (open.length === 0) {
        return null;
    }
    return (
        <div className="panel" role="group" aria-label="Unusual activity">
            <h2>Unusual activity</h2>
            <ul className="rows">
                {open.map((alert) => (
                    <li key={alert.id}>
                        <span>
                            {alert.detail}
                            <span className="role">{when(alert.created_at)}</span>
                        </span>
                        <button
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() =>
                                action.run(async () => {
                                    await client.post(`/api/v1/auth/alerts/${alert.id}/seen`);
                                    alerts.reload();
                                })
                            }
                        >
                            It was me
                        </button>
                    </li>
                ))}
            </ul>
            <p className="quiet">If it was not you, change your password and sign out all other devices.</p>
            {action.error !== null && <Failure words={action.error} />}
        </div>
    );
}
