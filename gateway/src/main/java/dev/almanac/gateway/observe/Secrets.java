package dev.almanac.gateway.observe;

import java.util.regex.Pattern;

/// Takes out of a text what looks like a secret: tokens, API keys, passwords and the like after their names, and
/// credentials in addresses.
final class Secrets {

    private static final String MASK = "[secret]";
    private static final Pattern TOKEN = Pattern.compile(
            "eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*|alm_[A-Za-z0-9_]+|(?i:bearer)\\s+[^\\s\"',;]+");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|passwd|secret|token|authorization|api[-_]?key|cookie|signature)[\"']?\\s*[=:]\\s*)"
                    + "(\"[^\"]*\"|'[^']*'|[^\\s,;}&]+)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(\\w+://)[^\\s/@]+@");

    private Secrets() {}

    static String withoutSecrets(String text) {
        if (text == null) {
            return null;
        }
        String plain = TOKEN.matcher(text).replaceAll(MASK);
        plain = NAMED.matcher(plain).replaceAll("$1" + MASK);
        return IN_ADDRESS.matcher(plain).replaceAll("$1" + MASK + "@");
    }
}
