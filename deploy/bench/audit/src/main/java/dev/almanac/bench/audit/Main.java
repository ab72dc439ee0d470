package dev.almanac.bench.audit;

/// `appends`, `proofs`, `faults` or `tamper`, and for how many seconds or trials.
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        int much = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        switch (what) {
            case "appends" -> Appends.run(much == 0 ? 20 : much);
            case "proofs" -> InclusionProofs.run(much == 0 ? 10_000_000 : much);
            default -> {
                System.err.println("usage: run appends [seconds] | proofs [entries]");
                System.exit(2);
            }
        }
    }
}
