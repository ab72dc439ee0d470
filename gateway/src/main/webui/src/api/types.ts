/**
 * The answers of the API that more than one feature of the console uses; names as in the OpenAPI document. Long, for it
 * is a list of shapes and nothing else; what one feature uses alone stands beside it.
 */
export interface Problem {
    type: string;
    title: string;
    status: number;
    detail?: string;
    request_id?: string;
    /** Of a sign-in that needs a second factor. */
    challenge?: string;
    factors?: string[];
    /** Of a sign-in whose password must be changed. */
    token?: string;
    errors?: { field: string; code: string; detail: string }[];
}

export interface Account {
    id: string;
    email?: string;
    email_verified: boolean;
    username?: string;
    full_name?: string;
    role: string;
    roles: string[];
    is_active: boolean;
    plan: string;
    created_at: string;
}

/** The signed-in person with everything that hangs on the account. */
export interface Profile extends Account {
    wallets: Wallet[];
    mfa: { password: boolean; factors: string[]; passkeys: number; recovery_codes_left: number; required: boolean };
    teams: Team[];
}

export interface Wallet {
    address: string;
    scheme: string;
    linked_at: string;
    last_used_at?: string;
}

export interface Team {
    id: string;
    name: string;
    role: string;
    created_at: string;
}

export interface Member {
    user_id: string;
    email?: string;
    full_name?: string;
    role: string;
    joined_at: string;
}

export interface Invite {
    id: string;
    email: string;
    role: string;
    expires_at: string;
}

export interface Device {
    id: string;
    device?: string;
    address?: string;
    methods: string[];
    by_support: boolean;
    created_at: string;
    last_used_at: string;
    current: boolean;
}

export interface Passkey {
    id: string;
    name: string;
    backed_up: boolean;
    created_at: string;
    last_used_at?: string;
    recovery_codes?: string[];
}

export interface ApiKey {
    id: string;
    name: string;
    scopes: string[];
    calls_per_minute: number;
    created_at: string;
    expires_at?: string;
    last_used_at?: string;
    key?: string;
}

export interface Alert {
    id: string;
    user_id?: string;
    kind: string;
    detail: string;
    created_at: string;
    seen_at?: string;
}

export interface Session {
    access_token: string;
    expires_in: number;
    user: Account;
}

export interface Page<T> {
    items: T[];
    next_cursor?: string;
}

export interface Frequency {
    code?: string;
    season_length: number;
}

export interface Finding {
    code: string;
    line?: number;
    column?: string;
    value?: string;
    count?: number;
    series?: string;
    message: string;
    fixes: { id: string; label: string }[];
}

export interface Mapping {
    encoding: string;
    delimiter: string;
    decimal: string;
    thousands?: string;
    header: boolean;
    layout: string;
    id_column?: string;
    id_columns?: string[];
    time_column?: string;
    value_columns: string[];
    time_format?: string;
    timezone?: string;
    skipped_rows: number;
    inference: Record<string, { confidence: number; reason: string }>;
}

/** A dataset in a list, or one whose file is being read or could not be. */
export interface DatasetSummary {
    id: string;
    owner_id: string;
    name: string;
    version: number;
    status: 'ingesting' | 'ready' | 'needs_confirmation' | 'failed';
    rows?: number;
    series_count?: number;
    size_bytes?: number;
    quality?: { findings: Finding[]; accepted: string[] };
    progress?: IngestProgress;
    created_at: string;
}

/** A dataset whose file was read. */
export interface Dataset extends DatasetSummary {
    rows: number;
    series_count: number;
    size_bytes: number;
    sha256: string;
    status: 'ready' | 'needs_confirmation';
    mapping: Mapping;
    /** Absent when it differs by series. */
    frequency?: Frequency;
    quality: { findings: Finding[]; accepted: string[] };
    used: boolean;
}

export interface IngestProgress {
    done: number;
    total: number;
    rows: number;
    rate: number;
    eta_s?: number;
}

export interface IngestMessage {
    type: 'welcome' | 'progress' | 'done';
    status: string;
    progress?: IngestProgress;
}

export interface Version {
    version: number;
    made: 'upload' | 'append' | 'replace' | 'mapping';
    rows: number;
    series_count: number;
    size_bytes: number;
    fixes: string[];
    used: boolean;
    created_at: string;
}

export interface VersionDiff {
    from: number;
    to: number;
    added_series: number;
    removed_series: number;
    added_observations: number;
    removed_observations: number;
    changed_observations: number;
}

export interface Grant {
    user?: string;
    team?: string;
    access: 'read' | 'write';
}

export interface Preview {
    columns: { name: string; role: 'time' | 'id' | 'value' | 'unused' }[];
    rows: string[][];
}

export interface SeriesSummary {
    series_id: string;
    observations: number;
    first: string;
    last: string;
}

export interface Series {
    series_id: string;
    observations: [string, number | null][];
}

export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface Metrics {
    series: number;
    failed: number;
    compared: number;
    models: Record<string, number>;
    mase?: number;
    smape?: number;
    coverage?: number;
    seasonal_naive?: { mase: number; smape: number };
}

export interface Forecast {
    id: string;
    status: JobStatus;
    progress: { done: number; total: number };
    dataset_id: string;
    dataset_name: string;
    horizon: number;
    levels: number[];
    model: string;
    sha256?: string;
    metrics?: Metrics;
    sealed?: { status: 'pending' | 'logged' | 'witnessed'; kind: 'prospective' | 'retrospective'; seq?: number };
    error?: string;
    created_at: string;
}

export interface Score {
    model: string;
    mase?: number;
    smape?: number;
    rmse?: number;
    coverage?: number;
    error?: string;
}

export interface SeriesForecast {
    id: string;
    model?: string;
    times?: string[];
    mean?: number[];
    intervals?: Record<string, { lo: number[]; hi: number[] }>;
    components?: Record<string, number[]>;
    fit?: {
        description: string;
        observations: number;
        parameters: Record<string, number>;
        gain?: number;
        backtest: Score[];
    };
    error?: string;
}

export interface LeaderboardRow {
    model: string;
    rank?: number;
    series: number;
    mase?: number;
    rmsse?: number;
    smape?: number;
    bias?: number;
    msis?: number;
    coverage?: number;
    crps?: number;
    cpu_ms?: number;
    error?: string;
}

export interface Backtest {
    id: string;
    status: JobStatus;
    progress: { done: number; total: number };
    dataset_id?: string;
    dataset_name?: string;
    horizon: number;
    failed?: number;
    leaderboard?: LeaderboardRow[];
    error?: string;
    created_at: string;
}

export interface Anomalies {
    level: number;
    series: {
        id: string;
        anomalies?: {
            index: number;
            time?: string;
            value: number;
            expected: number;
            lo: number;
            hi: number;
            score: number;
            level_shift: boolean;
        }[];
        error?: string;
    }[];
}

export interface Results {
    engine_version: string;
    forecasts: SeriesForecast[];
}

export interface Progress {
    type: 'welcome' | 'progress' | 'done';
    status: JobStatus;
    done: number;
    total: number;
    rate?: number;
    eta_s?: number;
    seq: number;
}

export interface AuditEvent {
    seq: number;
    recorded: string;
    occurred: string;
    source: string;
    type: string;
    subject: string;
    tenant: string;
    tenant_seq: number;
    actor?: string;
    request_id?: string;
    leaf_hash: string;
    data: Record<string, unknown>;
    status: 'logged' | 'witnessed';
    witnessed_at?: string;
    clock_skew_ms?: number;
    disclosures?: { name: string; salt: string; value: string; digest: string }[];
}

export interface VerificationReport {
    status: 'sound' | 'broken' | 'running';
    size?: number;
    root?: string;
    checkpoints?: number;
    tenants?: number;
    finding_count?: number;
    findings?: { table: string; row: string; problem: string }[];
    done?: number;
    total?: number;
}

export interface Job {
    id: string;
    kind: 'forecast' | 'backtest';
    status: string;
    owner_id: string;
    created_by?: string;
    priority: 'low' | 'normal' | 'high';
    progress: { done: number; total: number };
    parked: boolean;
    error?: string;
    created_at: string;
}

export interface Queue {
    queued: number;
    running: number;
    waiting_tasks: number;
    parked: number;
    failed_last_day: number;
    succeeded_last_day: number;
    oldest_wait_s?: number;
    people: number;
    workers: { id: string; name: string; slots: number; jobs: string[] }[];
}

export interface Workflow {
    id: string;
    name: string;
    type: 'forecast' | 'backtest';
    cron: string;
    timezone: string;
    paused: boolean;
    next_run_at?: string;
}

export interface Usage {
    units: number;
    days: { day: string; kind: string; calls: number; series: number; units: number }[];
    budget: Budget;
}

/** A month's, in units. */
export interface Budget {
    soft?: number;
    hard?: number;
    imposed: boolean;
    used: number;
    reserved: number;
    left?: number;
}

export interface Estimate {
    units: number;
    fits: boolean;
    budget: Budget;
}

export interface WorkflowRun {
    id: string;
    due_at: string;
    trigger: string;
    status: string;
    missed: number;
    job_id?: string;
    error?: string;
}

export interface Breaches {
    comparisons: {
        dataset_version: number;
        level: number;
        arrived: number;
        outside: number;
        expected: number;
        compared_at: string;
    }[];
    breaches: { series: string; time: string; value: number; lo: number; hi: number; dataset_version: number }[];
}
