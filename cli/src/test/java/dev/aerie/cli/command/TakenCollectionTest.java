package dev.aerie.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TakenCollectionTest {
  @Test
  void namesACollectionAndWhatItWillBeCalled() {
    assertThat(TakenCollection.valueOf("orders").body()).isEqualTo(Map.of("name", "orders"));
    assertThat(TakenCollection.valueOf("shop/orders=orders_before").body())
        .isEqualTo(Map.of("database", "shop", "name", "orders", "newName", "orders_before"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=new", "orders=", "shop/", "/orders", "a/b/c", "a=b=c"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> TakenCollection.valueOf(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("DATABASE/NAME");
  }
}
