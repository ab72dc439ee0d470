package dev.almanac.auth.testing;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads mails as their recipient would.
public final class Inbox {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Pattern SECRET = Pattern.compile("#([A-Za-z0-9_-]{43})");

    private Inbox() {}

    /// The newest mail with a subject, its texts joined; waits for it.
    public static String await(String address, String subject) throws MessagingException, IOException {
        return await(address, subject, 1);
    }

    /// The newest of so many mails with a subject; waits for them.
    public static String await(String address, String subject, int count) throws MessagingException, IOException {
        Instant end = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(end)) {
            List<String> found = all(address, subject);
            if (found.size() >= count) {
                return found.getLast();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("No mail '" + subject + "' came to " + address);
    }

    /// The secret of the link in a mail.
    public static String secret(String address, String subject) throws MessagingException, IOException {
        Matcher link = SECRET.matcher(await(address, subject));
        if (!link.find()) {
            throw new AssertionError("The mail has no link");
        }
        return link.group(1);
    }

    /// Every mail with a subject that has come so far.
    public static List<String> all(String address, String subject) throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.setProperty("mail.pop3.port", System.getProperty(AuthPlatform.POP3_PORT));
        List<String> texts = new ArrayList<>();
        try (Store store = Session.getInstance(properties).getStore("pop3")) {
            store.connect("127.0.0.1", address, address);
            try (Folder folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_ONLY);
                for (Message message : folder.getMessages()) {
                    if (subject.equals(message.getSubject())) {
                        texts.add(text(message));
                    }
                }
            }
        }
        return texts;
    }

    private static String text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                all.append(text(parts.getBodyPart(i))).append('\n');
            }
            return all.toString();
        }
        return content.toString();
    }
}
