import { useState } from 'react';
import { PagedList } from '../components/More';
import { Badge, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { when } from '../format';
import { useAction } from './useAction';
import type { Delivery } from './types';

/** What a webhook was told, and how the other side answered. */
export function DeliveriesTable({ webhook }: { webhook: string }): React.JSX.Element {
    const { client } = useApp();
    const [round, setRound] = useState(0);
    const action = useAction();
    const path = `/api/v1/webhooks/${webhook}/deliveries`;
    const again = (id: string): void =>
        action.run(async () => {
            await client.post(`${path}/${id}/replay`);
            setRound((before) => before + 1);
        });
    return (
        <>
            <PagedList<Delivery>
                path={path}
                occasion={round}
                what="its calls"
                empty={<p className="quiet">Not called yet.</p>}
            >
                {(deliveries) => (
                    <Table label="Calls" titles={['When', 'What', 'Status', 'Tries', 'Answer', '']}>
                        {deliveries.map((delivery) => (
                            <tr key={delivery.id}>
                                <td>{when(delivery.created_at)}</td>
                                <td>{delivery.event}</td>
                                <td>
                                    <Badge status={delivery.status} />
                                </td>
                                <td>{delivery.attempts}</td>
                                <td>{delivery.last_error ?? delivery.last_status}</td>
                                <td>
                                    {delivery.status !== 'pending' && (
                                        <button
                                            type="button"
                                            className="plain"
                                            disabled={action.busy}
                                            onClick={() => again(delivery.id)}
                                        >
                                            Send again
                                        </button>
                                    )}
                                </td>
                            </tr>
                        ))}
                    </Table>
                )}
            </PagedList>
            {action.error !== null && <Failure words={action.error} />}
        </>
    );
}
