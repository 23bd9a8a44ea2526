package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.Test;

/** What is written leaves at once. */
public class PromptSocketsTest {

  @Test
  public void noneWaitsForAnAcknowledgement() throws IOException {
    PromptSockets sockets = new PromptSockets();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, here)) {
      int port = server.getLocalPort();
      List<Socket> made =
          List.of(
              sockets.createSocket(),
              sockets.createSocket(here, port),
              sockets.createSocket(here, port, here, 0),
              sockets.createSocket(here.getHostAddress(), port),
              sockets.createSocket(here.getHostAddress(), port, here, 0));
      for (Socket each : made) {
        assertThat(each.getTcpNoDelay()).isTrue();
        each.close();
      }
    }
  }
}
