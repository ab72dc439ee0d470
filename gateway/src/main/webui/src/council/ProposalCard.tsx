import { useState } from 'react';
import { useAction } from '../account/useAction';
import { WalletButtons } from '../account/WalletButtons';
import { signText, type SuiWallet } from '../account/wallets';
import { Link } from '../components/Link';
import { Badge, Failure } from '../components/States';
import { useApp } from '../context';
import { ends, when } from '../format';
import { KINDS } from './ProposeForm';
import { SubjectDetails } from './SubjectDetails';
import type { Choice, Proposal } from './types';

const CHOICES: Choice[] = ['yes', 'no', 'abstain'];

/** A proposal, its votes so far, and the reader's own. */
export function ProposalCard(props: {
    proposal: Proposal;
    /** Whether the reader is one of the operators. */
    votes: boolean;
    changed: () => void;
}): React.JSX.Element {
    const { user } = useApp();
    const { proposal } = props;
    const { subject, count } = proposal;
    const where = proposal.kind === 'publish_forecast' ? `/forecasts/${subject.id}` : `/models/${subject.id}`;
    const version = subject.version === undefined ? '' : `, version ${subject.version}`;
    const title = `To ${KINDS[proposal.kind]}${version}`;
    const readable = proposal.owner_id === user.id || user.teams.some((team) => team.id === proposal.owner_id);
    const who = (id: string): string => (id === user.id ? 'you' : ends(id));
    return (
        <li>
            {readable ? <Link to={where}>{title}</Link> : <strong>{title}</strong>}{' '}
            <Badge status={proposal.status} />
            <p>{proposal.reason}</p>
            <p className="quiet">
                Proposed by {who(proposal.proposed_by)}; {count.yes} yes, {count.no} no, {count.abstain} abstain;{' '}
                {count.threshold} yes decide, until {when(proposal.deadline)}
            </p>
            {!readable && proposal.status === 'open' && <SubjectDetails proposal={proposal} />}
            {proposal.outcome !== undefined && <p>Outcome: {proposal.outcome}</p>}
            {proposal.votes.length > 0 && (
                <ul>
                    {proposal.votes.map((vote) => (
                        <li key={vote.user_id}>
                            {who(vote.user_id)}: {vote.choice}
                            {vote.reason !== undefined && `, ${vote.reason}`}
                            {vote.address !== undefined && `, signed by ${ends(vote.address)}`}
                        </li>
                    ))}
                </ul>
            )}
            {props.votes && proposal.status === 'open' && <VoteForm proposal={proposal} changed={props.changed} />}
        </li>
    );
}

function VoteForm({ proposal, changed }: { proposal: Proposal; changed: () => void }): React.JSX.Element {
    const { client, user } = useApp();
    const action = useAction();
    const own = proposal.votes.find((vote) => vote.user_id === user.id);
    const [choice, setChoice] = useState<Choice>(own?.choice ?? 'yes');
    const [reason, setReason] = useState(own?.reason ?? '');
    const vote = (wallet?: SuiWallet): void =>
        action.run(async () => {
            const text = proposal.texts?.[choice] ?? '';
            const known = user.wallets.map((one) => one.address);
            const signed = wallet === undefined ? {} : await signText(wallet, text, known);
            const said = reason.trim() === '' ? {} : { reason };
            await client.post(`/api/v1/councils/${proposal.council_id}/vote`, {
                proposal_id: proposal.id,
                choice,
                ...said,
                ...signed,
            });
            changed();
        });
    return (
        <form
            aria-label="Vote"
            onSubmit={(event) => {
                event.preventDefault();
                vote();
            }}
        >
            <fieldset disabled={action.busy}>
                <legend>{own === undefined ? 'Your vote' : 'Your vote; it can be changed until the end'}</legend>
                {CHOICES.map((one) => (
                    <label key={one} className="inline">
                        <input
                            type="radio"
                            name={`choice-${proposal.id}`}
                            checked={choice === one}
                            onChange={() => setChoice(one)}
                        />{' '}
                        {one}
                    </label>
                ))}
                <label className="inline">
                    because{' '}
                    <input value={reason} maxLength={10000} onChange={(event) => setReason(event.target.value)} />
                </label>
            </fieldset>
            {action.error !== null && <Failure words={action.error} />}
            <p className="buttons">
                <button type="submit" disabled={action.busy}>
                    Vote
                </button>
                {user.wallets.length > 0 && (
                    <WalletButtons label="Vote, signed with" disabled={action.busy} chosen={vote} />
                )}
            </p>
        </form>
    );
}
