import { useState } from 'react';
import { useAction } from '../account/useAction';
import type { Forecast } from '../api/types';
import { Failure } from '../components/States';
import { useApp } from '../context';
import { ProposeForm } from '../council/ProposeForm';

/** A read-only link for anyone; where a council decides for the owner, it is asked. */
export function PublishPanel({ forecast }: { forecast: Forecast }): React.JSX.Element {
    const { client } = useApp();
    const [link, setLink] = useState<string | null>(null);
    const action = useAction();
    const path = `/api/v1/forecasts/${forecast.id}/publish`;
    const publish = (): void =>
        action.run(async () => {
            const made = await client.post<{ path: string }>(path);
            setLink(new URL(made.path.replace('/api/v1', ''), location.href).href);
        });
    const end = (): void =>
        action.run(async () => {
            await client.delete(path);
            setLink(null);
        });
    return (
        <div className="panel" role="group" aria-label="Publish">
            <h2>For everybody</h2>
            <p className="buttons">
                <button type="button" disabled={action.busy} onClick={publish}>
                    Publish a link
                </button>
                <button type="button" className="plain" disabled={action.busy} onClick={end}>
                    End the link
                </button>
            </p>
            {link !== null && (
                <p role="status">
                    Anyone who has this link can read the forecast: <a href={link}>{link}</a>
                </p>
            )}
            {action.error !== null && <Failure words={action.error} />}
            <ProposeForm kinds={['publish_forecast']} subject={forecast.id} />
        </div>
    );
}
