package dev.aerie.controlplane.sso;

import java.util.Locale;
import java.util.regex.Pattern;

/** Mail domains. */
final class DomainName {
  private static final int LONGEST = 230;
  private static final Pattern WHOLE =
      Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])");

  private DomainName() {}

  static boolean isWhole(String text) {
    return text.length() <= LONGEST && WHOLE.matcher(normal(text)).matches();
  }

  static String normal(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
