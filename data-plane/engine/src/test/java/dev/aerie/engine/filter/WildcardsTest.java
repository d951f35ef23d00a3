package dev.aerie.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
  private final Random random = new Random(7);

  @Test
  void agreeWithARegularExpression() {
    for (int i = 0; i < 20_000; i++) {
      String like = drawn("ab%_", 8);
      String text = drawn("ab", 8);
      String regex = like.replace("%", ".*").replace("_", ".");

      assertThat(LikePattern.of(like).matches(text))
          .as("'%s' like '%s'", text, like)
          .isEqualTo(Pattern.matches(regex, text));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a_c, abc, true",
    "a_c, a😀c, true",
    "_, 😀, true",
    "__, 😀, false",
    "😀_, 😀b, true",
    "a\\_c_, a_cd, true",
    "a\\_c_, abcd, false",
    "100\\%_, 100%!, true",
    "_\\, b\\, true"
  })
  void countCharactersNotCodeUnits(String like, String text, boolean matches) {
    assertThat(LikePattern.of(like).matches(text)).isEqualTo(matches);
  }

  /** With a regular expression this took longer than anybody waits. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void endSoonOnWhatHasManyWaysToFail() {
    String like = "%a".repeat(12) + "_b";

    assertThat(LikePattern.of(like).matches("a".repeat(60_000))).isFalse();
    assertThat(LikePattern.of(like).matches("a".repeat(60_000) + "cb")).isTrue();
  }

  private String drawn(String letters, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(_ -> letters.substring(random.nextInt(letters.length())).substring(0, 1))
        .collect(Collectors.joining());
  }
}
