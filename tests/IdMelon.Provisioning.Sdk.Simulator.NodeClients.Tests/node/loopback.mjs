// Read before a client: its connections to port 443 of any host go to the simulator's port on this machine. The client itself is unchanged, and TLS is verified as always.
import net from 'node:net';

const port = Number(process.env.SIMULATOR_PORT);
if (!Number.isInteger(port) || port < 1) throw new Error('SIMULATOR_PORT names the port of the simulator.');

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const normalized = Array.isArray(args[0]) ? args[0] : args;
  const options = normalized[0];
  if (options !== null && typeof options === 'object' && Number(options.port) === 443) {
    const elsewhere = { ...options, host: '127.0.0.1', port, lookup: undefined };
    if (Array.isArray(args[0])) {
      args[0][0] = elsewhere;
    } else {
      args[0] = elsewhere;
    }
  }

  return connect.apply(this, args);
};

