package dev.aerie.engine.filter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as lower-case words, split at whatever is no letter or digit. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private Words() {}

  static List<String> of(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(r -> r.group()).toList();
  }

  static boolean match(String text, List<String> wanted, int minimum) {
    Set<String> present = new HashSet<>(of(text));
    return wanted.stream().distinct().filter(present::contains).count() >= Math.max(1, minimum);
  }

  /** Whether the words occur in order with at most {@code slop} others between them. */
  static boolean matchPhrase(String text, List<String> wanted, int slop) {
    List<String> words = of(text);
    for (int start = 0; start < words.size() && !wanted.isEmpty(); start++) {
      if (words.get(start).equals(wanted.getFirst()) && follows(words, start, wanted, slop)) {
        return true;
      }
    }
    return false;
  }

  private static boolean follows(List<String> words, int start, List<String> wanted, int slop) {
    List<String> rest = new ArrayList<>(words.subList(start + 1, words.size()));
    int skipped = 0;
    for (String word : wanted.subList(1, wanted.size())) {
      int at = rest.indexOf(word);
      skipped += at;
      if (at < 0 || skipped > slop) {
        return false;
      }
      rest = rest.subList(at + 1, rest.size());
    }
    return true;
  }
}
