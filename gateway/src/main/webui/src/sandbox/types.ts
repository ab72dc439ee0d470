/** The answers of the sandbox. */
export interface SandboxSession {
    id: string;
    status: string;
    target: { dataset_id?: string; series_id?: string; instance_type?: string; availability_zone?: string };
    limit_price: number;
    horizon: number;
    created_at: string;
    expires_at: string;
}

export interface Evaluation {
    action_id: string;
    recommendation: 'stay' | 'switch' | 'fall_back';
    risk: number;
    expected_saving: number;
    current_price: number;
    limit_price: number;
    model: string;
    distribution: { times?: string[]; mean: number[]; quantiles: Record<string, number[]> };
    switch_to?: string;
    alternatives: { name: string; current_price: number; risk: number; expected_saving: number }[];
    created_at: string;
}

export interface SandboxMessage {
    type: 'welcome' | 'log' | 'ended';
    seq: number;
    log_type?: string;
    level?: 'info' | 'warning' | 'error';
    message?: string;
    timestamp?: string;
}

export interface Savings {
    actions: number;
    expected_saving: number;
    days: {
        day: string;
        actions: number;
        stay: number;
        switched: number;
        fell_back: number;
        expected_saving: number;
    }[];
    targets: { target: string; actions: number; expected_saving: number }[];
}
