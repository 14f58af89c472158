namespace IdMelon.Provisioning.Simulator;
