/** The answers of councils. */
export interface Council {
    id: string;
    name: string;
    threshold: number;
    operators: string[];
    governs: string[];
    created_at: string;
}

export type ProposalKind = 'promote_model' | 'retire_model' | 'publish_forecast';

export type Choice = 'yes' | 'no' | 'abstain';

export interface Proposal {
    id: string;
    council_id: string;
    owner_id: string;
    kind: ProposalKind;
    subject: { id: string; version?: number };
    reason: string;
    proposed_by: string;
    status: 'open' | 'approved' | 'rejected' | 'expired';
    count: { yes: number; no: number; abstain: number; operators: number; threshold: number };
    votes: { user_id: string; choice: Choice; reason?: string; address?: string; voted_at: string }[];
    deadline: string;
    outcome?: string;
    /** What a wallet signs, by choice. */
    texts?: Record<Choice, string>;
}
