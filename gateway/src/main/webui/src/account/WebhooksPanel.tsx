import { useState } from 'react';
import { PagedList } from '../components/More';
import { Failure } from '../components/States';
import { SubmitForm, text } from '../components/SubmitForm';
import { useApp } from '../context';
import { DeliveriesTable } from './DeliveriesTable';
import { useAction } from './useAction';
import type { Webhook } from './types';
import { NOTICES } from './notices';

const EVENTS = Object.keys(NOTICES);

/** Programs that are called when something happens. */
export function WebhooksPanel(): React.JSX.Element {
    const { client } = useApp();
    const [round, setRound] = useState(0);
    const [secret, setSecret] = useState<string | null>(null);
    const reload = (): void => setRound((before) => before + 1);
    return (
        <div className="panel" role="group" aria-label="Webhooks">
            <h2>Webhooks</h2>
            <PagedList<Webhook>
                path="/api/v1/webhooks"
                occasion={round}
                what="your webhooks"
                empty={<p className="quiet">No program is called yet.</p>}
            >
                {(webhooks) => (
                    <ul className="rows">
                        {webhooks.map((webhook) => (
                            <WebhookRow key={webhook.id} webhook={webhook} changed={reload} />
                        ))}
                    </ul>
                )}
            </PagedList>
            {secret !== null && (
                <p role="status">
                    Copy the secret now, it is not shown again: <code>{secret}</code>
                </p>
            )}
            <SubmitForm
                label="New webhook"
                button="Add the webhook"
                work={async (fields) => {
                    const made = await client.post<{ secret: string }>('/api/v1/webhooks', {
                        url: text(fields, 'url'),
                        events: fields.getAll('events'),
                    });
                    setSecret(made.secret);
                    reload();
                }}
            >
                <label>
                    Address
                    <input name="url" type="url" required maxLength={2000} placeholder="https://" />
                </label>
                <label>
                    Called when
                    <select name="events" multiple size={EVENTS.length} required defaultValue={EVENTS}>
                        {EVENTS.map((event) => (
                            <option key={event}>{event}</option>
                        ))}
                    </select>
                </label>
            </SubmitForm>
        </div>
    );
}

function WebhookRow({ webhook, changed }: { webhook: Webhook; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const action = useAction();
    const [open, setOpen] = useState(false);
    return (
        <li>
            <span>
                <strong>{webhook.url}</strong>
                <span className="role">{webhook.events.join(', ')}</span>
                {webhook.disabled !== undefined && <Failure words={`Not called any more: ${webhook.disabled}`} />}
                {action.error !== null && <Failure words={action.error} />}
            </span>
            <span className="buttons">
                <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
                    Calls
                </button>
                <button
                    type="button"
                    className="plain"
                    disabled={action.busy}
                    onClick={() =>
                        action.run(async () => {
                            await client.delete(`/api/v1/webhooks/${webhook.id}`);
                            changed();
                        })
                    }
                >
                    Remove
                </button>
            </span>
            {open && <DeliveriesTable webhook={webhook.id} />}
        </li>
    );
}
