package io.s3dl.harness;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** One connection of a client, and the one to the server behind it; both have the same thread. */
final class ClientSide extends ChannelInboundHandlerAdapter {

  private final InetSocketAddress address;
  private final FaultPlan plan;
  private final RequestLog log;

  /** What waits for the server's connection, or for a delay to end. */
  private final Queue<Object> held = new ArrayDeque<>();

  private Channel client;
  private Channel server;
  private boolean holding = true;
  private Call call;
  private Fault fault;
  private int status;
  private long bytesIn;
  private long bytesOut;

  ClientSide(InetSocketAddress address, FaultPlan plan, RequestLog log) {
    this.address = address;
    this.plan = plan;
    this.log = log;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = context.channel();
    ChannelFuture connected =
        new Bootstrap()
            .group(client.eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new HttpClientCodec(), new ServerSide());
                  }
                })
            .connect(address);
    server = connected.channel();
    unawaited(
        connected.addListener(
            done -> {
              if (!done.isSuccess()) {
                unawaited(client.close());
              } else if (call == null) {
                holding = false;
              }
            }));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      begin(request);
    }
    if (message instanceof HttpContent content) {
      bytesIn += content.content().readableBytes();
    }
    if (swallowed(message)) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (holding) {
      held.add(message);
      client.config().setAutoRead(false);
    } else {
      forward(message);
    }
  }

  private void begin(HttpRequest request) {
    log.begin();
    call = Call.of(request.method().name(), request.uri(), request.headers());
    fault = plan.take(call).orElse(null);
    status = 0;
    bytesIn = 0;
    bytesOut = 0;
    holding = true;
    long nanos = plan.latency().toNanos() + (is(Fault.Kind.DELAY) ? fault.delay().toNanos() : 0);
    unawaited(client.eventLoop().schedule(this::release, nanos, TimeUnit.NANOSECONDS));
  }

  private boolean is(Fault.Kind kind) {
    return fault != null && fault.kind() == kind;
  }

  /** Whether the server is not to hear of a part of a request. */
  private boolean swallowed(Object message) {
    if (is(Fault.Kind.STATUS)) {
      if (message instanceof LastHttpContent) {
        unawaited(
            client
                .eventLoop()
                .schedule(this::answer, plan.latency().toNanos(), TimeUnit.NANOSECONDS));
      } else if (message instanceof HttpRequest request
          && request.headers().contains(HttpHeaderNames.EXPECT)) {
        answer(); // its body will not be sent
      }
      return true;
    }
    if (is(Fault.Kind.RESET_REQUEST) && message instanceof HttpContent && bytesIn >= fault.at()) {
      reset();
      return true;
    }
    return is(Fault.Kind.SILENCE);
  }

  /** A request's time has come; it may still have to wait for the connection. */
  private void release() {
    if (!server.isActive() && client.isActive()) {
      unawaited(client.eventLoop().schedule(this::release, 1, TimeUnit.MILLISECONDS));
      return;
    }
    holding = false;
    for (Object message = held.poll(); message != null; message = held.poll()) {
      forward(message);
    }
    client.config().setAutoRead(true);
  }

  private void forward(Object message) {
    unawaited(server.writeAndFlush(message));
    if (!server.isWritable()) {
      client.config().setAutoRead(false);
    }
  }

  private void answer() {
    if (status != 0) {
      return;
    }
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(fault.status()));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (!fault.delay().isZero()) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, fault.delay().toSeconds());
    }
    status = fault.status();
    finish();
    unawaited(client.writeAndFlush(response).addListener(done -> unawaited(client.close())));
  }

  /** Ends the client's connection such that it gets a reset, not an end. */
  private void reset() {
    finish();
    client.config().setOption(ChannelOption.SO_LINGER, 0);
    unawaited(client.close());
  }

  /** What fails ends a connection, and both sides see that. */
  private static void unawaited(Future<?> outcome) {
    Objects.requireNonNull(outcome);
  }

  private void finish() {
    if (call != null) {
      log.add(new RequestLog.Entry(call, status, bytesIn, bytesOut));
      call = null;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (server != null) {
      server.config().setAutoRead(client.isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    finish(); // a request whose answer never came
    held.forEach(ReferenceCountUtil::release);
    held.clear();
    unawaited(server.close());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    unawaited(context.close());
  }

  /** What comes back. */
  private final class ServerSide extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (call == null || !client.isActive()) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof HttpResponse response) {
        status = response.status().code();
      }
      boolean interim = status / 100 == 1;
      if (is(Fault.Kind.DROP_ANSWER) && !interim) {
        boolean last = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (last) {
          status = 0;
          reset();
        }
        return;
      }
      if (message instanceof HttpContent content && !cut(content.content())) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof LastHttpContent && !interim) {
        finish();
      }
      unawaited(client.writeAndFlush((HttpObject) message));
    }

    /** Applies faults of bodies; returns whether the content is still to be sent whole. */
    private boolean cut(ByteBuf bytes) {
      long end = bytesOut + bytes.readableBytes();
      if (is(Fault.Kind.FLIP) && fault.at() >= bytesOut && fault.at() < end) {
        int index = bytes.readerIndex() + (int) (fault.at() - bytesOut);
        bytes.setByte(index, bytes.getByte(index) ^ 1);
      }
      boolean ends = is(Fault.Kind.RESET_RESPONSE) || is(Fault.Kind.TRUNCATE);
      if (!ends || end <= fault.at()) {
        bytesOut = end;
        return true;
      }
      int whole = (int) (fault.at() - bytesOut);
      boolean resets = is(Fault.Kind.RESET_RESPONSE);
      bytesOut = fault.at();
      unawaited(
          client
              .writeAndFlush(new DefaultHttpContent(bytes.readRetainedSlice(whole)))
              .addListener(
                  done -> {
                    if (resets) {
                      reset();
                    } else {
                      unawaited(client.close());
                    }
                  }));
      finish();
      return false;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (!holding) {
        client.config().setAutoRead(server.isWritable());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      unawaited(client.close());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      unawaited(context.close());
    }
  }
}
