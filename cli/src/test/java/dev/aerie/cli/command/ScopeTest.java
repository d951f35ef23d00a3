package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ScopeTest {
  @Test
  void namesAPlaceAndHowFarItOpens() {
    assertThat(Scope.valueOf("shop").body())
        .isEqualTo(Map.of("database", "shop", "access", "READ_WRITE"));
    assertThat(Scope.valueOf("shop/goods:READ").body())
        .isEqualTo(Map.of("database", "shop", "collection", "goods", "access", "READ"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/goods", "shop/", "shop:WRITE", "a/b/c", "shop:READ:READ"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Scope.valueOf(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("DATABASE/COLLECTION");
  }
}
