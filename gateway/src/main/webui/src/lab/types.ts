import type { JobStatus, LeaderboardRow } from '../api/types';

/** The answers of the lab. */
export type Stage = 'draft' | 'lab' | 'candidate' | 'production' | 'retired';

export interface Model {
    id: string;
    owner_id: string;
    name: string;
    kind: string;
    versions: number;
    production?: number;
    created_at: string;
}

export interface ModelVersion {
    model_id: string;
    version: number;
    stage: Stage;
    parameters?: { robust?: boolean; windows?: number };
    notes?: string;
    lineage: { engine_version: string; experiment_id?: string; dataset_id?: string; dataset_version?: number };
    metrics?: { mase?: number };
    created_at: string;
    staged_at: string;
}

export interface Assignment {
    owner_id: string;
    target: string;
    model_id: string;
    version: number;
    kind: string;
    stage: Stage;
    updated_at: string;
}

export interface Experiment {
    id: string;
    name: string;
    status: JobStatus;
    dataset_id: string;
    dataset_version?: number;
    notes?: string;
    metrics?: LeaderboardRow[];
    error?: string;
    backtest_id: string;
    created_at: string;
}

export interface Comparison {
    experiments: Experiment[];
    comparable: boolean;
    models: Record<string, Record<string, { mase?: number; smape?: number; coverage?: number }>>;
    best?: { experiment_id: string; model: string; mase: number };
}
