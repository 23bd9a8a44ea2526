package io.s3dl.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The scripts of {@code contract-tests/servers}, which start servers that end with this JVM. */
final class ServerScript {

  /** The id of this process, as all scripts want it in a variable of their own. */
  static final String THIS_PROCESS = Long.toString(ProcessHandle.current().pid());

  private ServerScript() {}

  /** A directory that is not there yet: the script makes it. */
  static Path newDirectory(String prefix) {
    return Path.of(System.getProperty("java.io.tmpdir"), prefix + UUID.randomUUID());
  }

  /** Different ports that nobody listens on. */
  static List<Integer> freePorts(int number) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /**
   * Starts a server, and returns when it answers.
   *
   * @param name of the script
   * @param endpoint the variable that names a server that runs already
   * @param variables of the script
   * @throws IOException with what the script says about why it cannot
   */
  static void start(String name, String endpoint, Map<String, String> variables, Duration patience)
      throws IOException, InterruptedException {
    Path script = script(name, endpoint);
    Path said = Files.createTempFile(name, ".said");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(script.toString(), "start")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().putAll(variables);
      Process process = builder.start();
      boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroy();
      }
      if (!ended || process.exitValue() != 0) {
        throw new IOException(Files.readString(said, StandardCharsets.UTF_8).strip());
      }
    } finally {
      Files.delete(said);
    }
  }

  /** Tests run in the directory of their module, programs in that of the project or below it. */
  private static Path script(String name, String endpoint) throws IOException {
    for (Path directory = Path.of("").toAbsolutePath();
        directory != null;
        directory = directory.getParent()) {
      Path script = directory.resolve("contract-tests/servers/" + name);
      if (Files.isExecutable(script)) {
        return script;
      }
    }
    throw new IOException(
        "There is no contract-tests/servers/"
            + name
            + " here; name a running server in "
            + endpoint);
  }
}
