package dev.aerie.engine.vector;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;

/** The JVM's vector module: without it every search would silently be many times slower. */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /**
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} with the flags to add, when the module is
   *     not there
   */
  public static void require() {
    if (ModuleLayer.boot().findModule(NAME).isEmpty()) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED,
          "the JVM runs without module "
              + NAME
              + "; start it with --add-modules "
              + NAME
              + " --enable-native-access=ALL-UNNAMED");
    }
  }
}
