package dev.aerie.controlplane.deprecation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EndsTest {

  @Test
  void whatGoesTellsSinceWhenAndWhen() {
    for (int status : new int[] {200, 404}) {
      var answer =
          Api.anonymous()
              .get("/v1/test/going" + (status == 404 ? "?number=none" : ""))
              .mustBe(status);

      assertThat(answer.header("Deprecation")).isEqualTo("@1796083200");
      assertThat(answer.header("Sunset")).isEqualTo("Sun, 05 Dec 2027 00:00:00 GMT");
    }
  }

  @Test
  void whatStaysTellsNothing() {
    for (String path : new String[] {"/v1/test/staying", "/v1/console-config", "/v1/test/none"}) {
      var answer = Api.anonymous().get(path);

      assertThat(answer.header("Deprecation") + answer.header("Sunset")).as(path).isEmpty();
    }
  }

  @Test
  void thereAreTwelveMonthsOfNotice() {
    assertThat(Ending.of("2026-12-01", "2027-12-01", "").on()).isEqualTo("2027-12-01");
    assertThatThrownBy(() -> Ending.of("2026-12-01", "2027-11-30", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 months");
  }
}
