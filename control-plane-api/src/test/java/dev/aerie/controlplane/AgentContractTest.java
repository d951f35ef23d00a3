package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.controlplane.agent.Desired;
import dev.aerie.controlplane.agent.Report;
import dev.aerie.controlplane.clusterlog.LogAnswer;
import dev.aerie.controlplane.support.AgentSources;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both sides of the agent protocol leave out what they do not know, so that they can be of
 * different releases: a property that is named otherwise on one side would be lost in silence.
 */
class AgentContractTest {

  @ParameterizedTest
  @ValueSource(classes = {Desired.class, Report.class, LogAnswer.class})
  void propertiesAreNamedAlikeOnBothSides(Class<?> document) throws IOException {
    assertThat(properties(document))
        .isEqualTo(AgentSources.read().properties(document.getSimpleName()));
  }

  private static TreeSet<String> properties(Class<?> document) {
    var paths = new TreeSet<String>();
    for (RecordComponent component : document.getRecordComponents()) {
      String name = property(component);
      paths.add(name);
      Class<?> type = innermost(component.getGenericType());
      if (type.isRecord()) {
        properties(type).forEach(inner -> paths.add(name + "." + inner));
      }
    }
    return paths;
  }

  private static Class<?> innermost(Type type) {
    return type instanceof ParameterizedType generic
        ? innermost(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1])
        : (Class<?>) type;
  }

  private static String property(RecordComponent component) {
    return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
        .map(JsonProperty::value)
        .orElse(component.getName());
  }
}
