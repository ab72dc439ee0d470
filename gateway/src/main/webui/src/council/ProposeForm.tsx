import type { Page } from '../api/types';
import { amount, SubmitForm, text } from '../components/SubmitForm';
import { useApp, useLoaded } from '../context';
import type { Council, ProposalKind } from './types';

export const KINDS: Record<ProposalKind, string> = {
    promote_model: 'promote the model',
    retire_model: 'retire the model',
    publish_forecast: 'publish the forecast',
};

const DAY_MS = 86_400_000;

/** Asks a council to decide; nothing is shown to those for whom no council decides. */
export function ProposeForm(props: {
    kinds: ProposalKind[];
    subject: string;
    versions?: number[];
}): React.JSX.Element | null {
    const { client, go } = useApp();
    const councils = useLoaded('councils', () => client.get<Page<Council>>('/api/v1/councils?limit=200'));
    if (councils.value === undefined || councils.value.items.length === 0) {
        return null;
    }
    return (
        <details>
            <summary>Ask a council</summary>
            <SubmitForm
                label="Propose"
                button="Propose"
                work={async (fields) => {
                    const council = String(fields.get('council'));
                    const days = amount(fields, 'days') ?? 0;
                    await client.post(`/api/v1/councils/${council}/proposals`, {
                        kind: fields.get('kind'),
                        subject: { id: props.subject, version: amount(fields, 'version') },
                        reason: text(fields, 'reason'),
                        deadline: new Date(Date.now() + days * DAY_MS).toISOString(),
                    });
                    go(`/councils/${council}`);
                }}
            >
                <label>
                    Council
                    <select name="council" required>
                        {councils.value.items.map((council) => (
                            <option key={council.id} value={council.id}>
                                {council.name}
                            </option>
                        ))}
                    </select>
                </label>
                <label>
                    It is to
                    <select name="kind">
                        {props.kinds.map((kind) => (
                            <option key={kind} value={kind}>
                                {KINDS[kind]}
                            </option>
                        ))}
                    </select>
                </label>
                {props.versions !== undefined && (
                    <label>
                        Version
                        <select name="version">
                            {props.versions.map((version) => (
                                <option key={version}>{version}</option>
                            ))}
                        </select>
                    </label>
                )}
                <label>
                    Because
                    <input name="reason" required maxLength={10000} />
                </label>
                <label>
                    Days to vote
                    <input name="days" type="number" min={1} max={365} required defaultValue={7} />
                </label>
            </SubmitForm>
        </details>
    );
}
