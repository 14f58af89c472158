import { dotnet } from './_framework/dotnet.js';

const { getAssemblyExports, getConfig } = await dotnet.create();
globalThis.program = (await getAssemblyExports(getConfig().mainAssemblyName)).WebAssemblyProgram.Program;
