package dev.almanac.bench.audit;

/// `appends`, `proofs` or `faults`, and for how many seconds, entries or rounds.
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        int much = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        switch (what) {
            case "appends" -> Appends.run(much == 0 ? 20 : much);
            case "proofs" -> InclusionProofs.run(much == 0 ? 10_000_000 : much);
            case "faults" -> Faults.runAll(much == 0 ? 20 : much);
            default -> {
                System.err.println("usage: run appends [seconds] | proofs [entries] | faults [rounds]");
                System.exit(2);
            }
        }
    }
}
