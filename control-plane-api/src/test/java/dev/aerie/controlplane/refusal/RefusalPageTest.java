package dev.aerie.controlplane.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import org.junit.jupiter.api.Test;

class RefusalPageTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static String page(String detail, String trace) {
    return RefusalPage.of(ProblemBody.of(new Problem(Code.SSO_NO_ROLE, detail), "/login", trace));
  }

  @Test
  void hostileTextIsShownAndNeverMarkup() {
    String hostile = "</p><script>alert('x')</script><a href=\"//evil.example\">&amp;</a> $1 \\";

    String page = page(hostile, "\"><img src=x onerror=alert(1)>");

    assertThat(page)
        .contains(
            "&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;a href=&quot;//evil.example&quot;&gt;&amp;amp;&lt;/a&gt; $1 \\")
        .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<script", "<img src=x", "href=\"//");
  }

  @Test
  void textThatLooksLikeAPlaceOfTheTemplateIsText() {
    assertThat(page("the group {code} of {again}", TRACE))
        .contains("the group {code} of {again}")
        .contains("<code>SSO_NO_ROLE</code>", "<code>" + TRACE + "</code>");
  }

  @Test
  void whoHasASessionThatIsRefusedLeavesItFirst() {
    assertThat(page("No.", TRACE)).contains("href=\"/logout\"");
    Problem nobody = Problem.unauthenticated("No.");
    assertThat(RefusalPage.of(ProblemBody.of(nobody, "/login/refused", TRACE)))
        .contains("href=\"/login\"");
  }
}
