package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Names of months as files write them: English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Swedish, Danish, Norwegian and Polish, in full or
/// cut to three letters or more. A cut name that stands for different months in different languages is left out.
final class MonthNames {

    private static final String[] LANGUAGES = {
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "jan feb mrz apr mai jun jul aug sept okt nov dez",
    };
    private static final Map<String, Integer> MONTHS = months();

    private MonthNames() {}

    /// @return 1 to 12, or 0 when the text is no month
    static int month(byte[] text, int from, int to) {
        String name = new String(text, from, to - from, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT);
        return MONTHS.getOrDefault(name, 0);
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : LANGUAGES) {
            String[] names = language.split(" ");
            for (int month = 1; month <= 12; month++) {
                String name = names[month - 1];
                for (int length = 3; length <= name.length(); length++) {
                    int meant = month;
                    months.merge(name.substring(0, length), month, (a, b) -> a == meant ? a : 0);
                }
            }
        }
        return months;
    }
}
