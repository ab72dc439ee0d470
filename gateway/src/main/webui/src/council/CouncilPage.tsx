import { useState } from 'react';
import { PagedList } from '../components/More';
import { Empty, Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { plural } from '../format';
import { ProposalCard } from './ProposalCard';
import type { Council, Proposal } from './types';

/** One council and what it is asked. */
export function CouncilPage({ id }: { id: string }): React.JSX.Element {
    const { client, user } = useApp();
    const [round, setRound] = useState(0);
    const path = `/api/v1/councils/${id}`;
    const council = useLoaded(path, () => client.get<Council>(path));
    if (council.error !== undefined) {
        return <Failure words={council.error} again={council.reload} />;
    }
    if (council.value === undefined) {
        return <Loading what="the council" />;
    }
    const votes = council.value.operators.includes(user.id);
    return (
        <section>
            <div className="title">
                <h1>{council.value.name}</h1>
                <button type="button" className="plain" onClick={() => setRound((before) => before + 1)}>
                    Look again
                </button>
            </div>
            <p>
                {council.value.threshold} of {plural(council.value.operators.length, 'operator')} decide; whoever
                proposes cannot decide alone.
            </p>
            <PagedList<Proposal>
                path={`${path}/proposals`}
                occasion={round}
                what="proposals"
                empty={
                    <Empty>
                        <p>Nothing was proposed yet. One proposes on the page of a model or of a forecast.</p>
                    </Empty>
                }
            >
                {(proposals) => (
                    <ul className="cards">
                        {proposals.map((proposal) => (
                            <ProposalCard
                                key={proposal.id}
                                proposal={proposal}
                                votes={votes}
                                changed={() => setRound((before) => before + 1)}
                            />
                        ))}
                    </ul>
                )}
            </PagedList>
        </section>
    );
}
